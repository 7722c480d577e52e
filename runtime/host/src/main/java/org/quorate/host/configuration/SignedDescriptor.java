package org.quorate.host.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;

/** A configuration with the signatures of its administrators; as a file, JSON. */
public record SignedDescriptor(Descriptor descriptor, List<AdministratorSignature> signatures) {
  public static final String FILE = "descriptor.json";

  private static final int FILE_BYTES_MAX = 8 << 20;
  private static final RecordCodec CODEC = RecordCodec.json(FILE_BYTES_MAX);

  public SignedDescriptor {
    signatures = List.copyOf(signatures);
  }

  /** The file's content, for people to read as well. */
  public Bytes toJson() {
    return CODEC.encode(SignedDescriptor.class, this);
  }

  /**
   * Reads {@value #FILE} in {@code folder} and checks its signatures.
   *
   * @throws IOException if it is missing, malformed, or not signed by enough administrators
   */
  public static SignedDescriptor read(Path folder, SignatureScheme administratorScheme)
      throws IOException {
    SignedDescriptor read = readUnchecked(folder);
    if (!AdministratorSignature.suffice(
        read.signatures, read.descriptor.signedBytes(), read.descriptor, administratorScheme)) {
      throw new IOException(
          folder.resolve(FILE)
              + ": the signatures of the administrators are not valid; the file was changed, or"
              + " belongs to another cluster");
    }
    return read;
  }

  /** As {@link #read}, for whoever needs to know which parts to start before it can check. */
  public static SignedDescriptor readUnchecked(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      return CODEC.decode(SignedDescriptor.class, Bytes.wrap(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no " + FILE + " in " + folder, e);
    } catch (MalformedException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
