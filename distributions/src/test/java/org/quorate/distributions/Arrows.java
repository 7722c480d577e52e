package org.quorate.distributions;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The arrows {@code distributions -> runtime -> api <- bundles}, looked for in the byte code: the
 * build's rules see what a module may name, this sees what a class does name.
 */
final class Arrows {
  /** On which side of the arrows a module stands. */
  enum Side {
    API,
    BUNDLE,
    RUNTIME
  }

  /** A module of ours and where its classes are: a jar or a folder. */
  record Module(Side side, String name, Path classes) {}

  private Arrows() {}

  /** The dependencies that go against an arrow, one line each, sorted. */
  static List<String> violations(List<Module> modules) {
    Map<String, Module> moduleOf = new HashMap<>();
    Map<Module, List<JavaClass>> classesOf = new HashMap<>();
    for (Module module : modules) {
      var classes = List.copyOf(new ClassFileImporter().importPath(module.classes()));
      classesOf.put(module, classes);
      classes.forEach(type -> moduleOf.put(type.getName(), module));
    }
    var violations = new TreeSet<String>();
    classesOf.forEach(
        (from, classes) ->
            classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .forEach(
                    dependency -> {
                      Module to =
                          moduleOf.get(
                              dependency.getTargetClass().getBaseComponentType().getName());
                      if (to != null && !isAllowed(from, to)) {
                        violations.add(
                            "%s %s must not know %s %s: %s"
                                .formatted(
                                    from.side(),
                                    from.name(),
                                    to.side(),
                                    to.name(),
                                    dependency.getDescription()));
                      }
                    }));
    return List.copyOf(violations);
  }

  private static boolean isAllowed(Module from, Module to) {
    return from.equals(to)
        || to.side() == Side.API
        || (from.side() == Side.RUNTIME && to.side() == Side.RUNTIME);
  }
}
