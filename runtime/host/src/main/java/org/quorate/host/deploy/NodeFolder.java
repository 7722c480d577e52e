package org.quorate.host.deploy;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Hashing;
import org.quorate.host.identity.SecretFiles;

/**
 * What the folder of one process says about its bundles; {@link NodeBundles} obeys it.
 *
 * <pre>
 * deploy/               jars to install beside those that are shipped
 * providers.properties  which provider serves a signature scheme, for example ed25519=jdk
 * </pre>
 */
public final class NodeFolder {
  private static final String DEPLOY = "deploy";
  private static final String PROVIDERS = "providers.properties";
  private static final int PROVIDERS_BYTES_MAX = 1 << 16;

  private NodeFolder() {}

  /** Where the jars are that the process of {@code folder} installs. */
  public static Path deployFolder(Path folder) {
    return folder.resolve(DEPLOY);
  }

  /** Whether a file of this name is taken for a bundle. */
  public static boolean isBundle(Path file) {
    return DeployFolder.isBundle(file);
  }

  /** SHA-256 of a file, in hex. */
  public static String fingerprint(Path file) throws IOException {
    return Hashing.sha256(Bytes.wrap(Files.readAllBytes(file))).toHex();
  }

  /** Brings {@code bundle} to the process of {@code folder}, where it appears complete. */
  public static void bring(Path bundle, Path folder, boolean allowDowngrade) throws IOException {
    Path deploy = Files.createDirectories(deployFolder(folder));
    String file = bundle.getFileName().toString();
    if (allowDowngrade) {
      Files.write(deploy.resolve(file + DeployFolder.ALLOW_DOWNGRADE), new byte[0]);
    }
    Path growing = deploy.resolve("." + file + ".new");
    Files.copy(bundle, growing, StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        growing,
        deploy.resolve(file),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes the bundle of that file name away from the process of {@code folder}. */
  public static boolean takeAway(String file, Path folder) throws IOException {
    Path deploy = deployFolder(folder);
    Files.deleteIfExists(deploy.resolve(file + DeployFolder.ALLOW_DOWNGRADE));
    return Files.deleteIfExists(deploy.resolve(file));
  }

  /** The jars that the process of {@code folder} installs. */
  public static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(deployFolder(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(deployFolder(folder))) {
      return files.filter(DeployFolder::isBundle).sorted().toList();
    }
  }

  /** Brings {@code bundles} to the process of {@code folder}. */
  public static void copy(List<Path> bundles, Path folder) throws IOException {
    for (Path bundle : bundles) {
      bring(bundle, folder, false);
    }
  }

  /**
   * Says in {@code folder} which provider is to serve {@code scheme}; a process that attends to it
   * obeys.
   */
  public static void choose(Path folder, String scheme, String provider) throws IOException {
    Map<String, String> choices = new HashMap<>(choices(folder));
    choices.put(scheme, provider);
    StringBuilder text = new StringBuilder();
    choices.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> text.append(one.getKey()).append('=').append(one.getValue()).append('\n'));
    SecretFiles.write(folder.resolve(PROVIDERS), Bytes.utf8(text.toString()));
  }

  /** Who is to serve which scheme, by the scheme's name. */
  static Map<String, String> choices(Path folder) throws IOException {
    Path file = folder.resolve(PROVIDERS);
    Properties found = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      if (Files.size(file) > PROVIDERS_BYTES_MAX) {
        throw new IOException(file + " has more than " + PROVIDERS_BYTES_MAX + " bytes");
      }
      found.load(text);
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    Map<String, String> choices = new HashMap<>();
    found.stringPropertyNames().forEach(name -> choices.put(name, found.getProperty(name)));
    return choices;
  }
}
