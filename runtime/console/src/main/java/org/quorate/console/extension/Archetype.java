package org.quorate.console.extension;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.quorate.console.cluster.FolderTree;

/**
 * A Maven archetype of ours. Makes the same files as Maven's {@code archetype:generate}, without
 * Maven: these archetypes use the four properties that all have, and nothing else of its templates.
 */
public final class Archetype {
  private static final String RESOURCES = "archetype-resources/";
  private static final Pattern SOURCES = Pattern.compile("(src/(?:main|test)/java/)(.*)");
  private static final Pattern PROPERTY =
      Pattern.compile("\\$\\{(groupId|artifactId|version|package)}");

  private final Path jar;

  Archetype(Path jar) {
    this.jar = jar;
  }

  /**
   * What a project is called.
   *
   * @param groupId for example {@code com.example}
   * @param artifactId the name of the project, and of its part
   * @param version of the project
   */
  public record Coordinates(String groupId, String artifactId, String version) {
    /** The one package of the project. */
    public String packageName() {
      return groupId + "." + artifactId.replace("-", "");
    }

    private String valueOf(String property) {
      return switch (property) {
        case "groupId" -> groupId;
        case "artifactId" -> artifactId;
        case "version" -> version;
        default -> packageName();
      };
    }
  }

  /**
   * Makes a project.
   *
   * @param folder that is made, in a folder that is there; there is all of it afterwards, or
   *     nothing
   * @return the files, by their path in it, with the number of their lines
   * @throws IOException if it cannot be written, or is there already
   */
  public Map<String, Long> make(Coordinates project, Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IOException("there is no folder " + parent + " to make a project in");
    }
    Path draft = Files.createTempDirectory(parent, ".quorate-new-");
    try {
      Map<String, Long> lines = new TreeMap<>();
      for (Map.Entry<String, String> file : files(project).entrySet()) {
        Path path = draft.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
        lines.put(file.getKey(), file.getValue().lines().count());
      }
      // Not with the permissions of a temporary folder.
      Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(draft.resolve("src")));
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
      return lines;
    } finally {
      if (Files.exists(draft)) {
        FolderTree.delete(draft);
      }
    }
  }

  private Map<String, String> files(Coordinates project) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (JarFile archetype = new JarFile(jar.toFile())) {
      for (ZipEntry entry : archetype.stream().toList()) {
        if (entry.getName().startsWith(RESOURCES) && !entry.isDirectory()) {
          String path = entry.getName().substring(RESOURCES.length());
          try (InputStream in = archetype.getInputStream(entry)) {
            files.put(
                placed(path, project),
                filled(new String(in.readAllBytes(), StandardCharsets.UTF_8), project));
          }
        }
      }
    }
    return files;
  }

  private static String placed(String path, Coordinates project) {
    Matcher source = SOURCES.matcher(path);
    return source.matches()
        ? source.group(1) + project.packageName().replace('.', '/') + "/" + source.group(2)
        : path;
  }

  private static String filled(String template, Coordinates project) {
    return PROPERTY
        .matcher(template)
        .replaceAll(
            (MatchResult found) -> Matcher.quoteReplacement(project.valueOf(found.group(1))));
  }
}
