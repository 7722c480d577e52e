package org.quorate.console.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.quorate.api.model.Bytes;
import org.quorate.host.codec.ForeignText;

/**
 * A replica's word that its process serves: the file {@value #FILE} in its folder, which holds the
 * number of the process and is locked while the process lives. The lock tells what the number
 * cannot: a process that was killed may linger under its number until somebody asks for its exit
 * code, and another one may get the number later.
 */
public final class ServingMark implements AutoCloseable {
  static final String FILE = "process";

  private final Path file;
  private final FileChannel locked;

  private ServingMark(Path file, FileChannel locked) {
    this.file = file;
    this.locked = locked;
  }

  /**
   * Says that this process serves from {@code folder}, until closed.
   *
   * @throws IOException if the file cannot be written
   */
  public static ServingMark set(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Path growing = folder.resolve("." + FILE + ".new");
    Files.deleteIfExists(growing);
    FileChannel channel =
        FileChannel.open(
            growing,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    ServingMark mark = new ServingMark(file, channel);
    try {
      channel.lock();
      String number = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(number.getBytes(StandardCharsets.US_ASCII)));
      Files.move(
          growing, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return mark;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The number of the process that serves from {@code folder}, if one does. */
  static Optional<Long> holder(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null ? number(file) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (OverlappingFileLockException e) {
      return number(file);
    }
  }

  private static Optional<Long> number(Path file) throws IOException {
    String text = Bytes.wrap(Files.readAllBytes(file)).toUtf8().strip();
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IOException(
          file + ": not the number of a process: '" + ForeignText.shown(text) + "'", e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    locked.close();
  }
}
