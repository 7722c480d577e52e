package org.quorate.host.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.Bytes;

class SecretFilesTest {
  @TempDir private Path folder;

  private static String modeOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void onlyTheOwnerMayReadThem() throws IOException {
    Path file = folder.resolve("key");
    SecretFiles.write(file, Bytes.utf8("secret"));

    assertThat(modeOf(file)).isEqualTo("rw-------");
    assertThat(file).hasContent("secret");
  }

  @Test
  void replaceAFileThatOthersCouldRead() throws IOException {
    Path file = folder.resolve("key");
    Files.writeString(file, "public and longer");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    SecretFiles.write(file, Bytes.utf8("secret"));

    assertThat(modeOf(file)).isEqualTo("rw-------");
    assertThat(file).hasContent("secret");
    assertThat(folder.toFile().list()).containsExactly("key");
  }

  @Test
  void leaveTheOldFileWholeWhenTheNewOneCannotBeWritten() throws IOException {
    Path file = folder.resolve("key");
    SecretFiles.write(file, Bytes.utf8("secret"));
    Files.createDirectories(folder.resolve(".key.new").resolve("in the way"));

    assertThatThrownBy(() -> SecretFiles.write(file, Bytes.utf8("other")))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("secret");
  }
}
