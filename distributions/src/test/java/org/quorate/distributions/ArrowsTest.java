package org.quorate.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quorate.distributions.Arrows.Module;
import org.quorate.distributions.Arrows.Side;
import org.quorate.distributions.planted.api.ApiThatKnowsABundle;
import org.quorate.distributions.planted.bundle.BundleThatKnowsTooMuch;
import org.quorate.distributions.planted.otherbundle.OtherBundle;
import org.quorate.distributions.planted.runtime.RuntimeThatKnowsABundle;

/** {@code distributions -> runtime -> api <- bundles}, and a check that the check can fail. */
class ArrowsTest {
  @Test
  void whatIsShippedKeepsTheArrows() {
    var runtime =
        Distribution.libraries().stream()
            .filter(Distribution::isOurs)
            .map(jar -> module(jar.equals(Distribution.api()) ? Side.API : Side.RUNTIME, jar));
    var bundles =
        Distribution.bundles().stream()
            .filter(Distribution::isOurs)
            .map(jar -> module(Side.BUNDLE, jar));

    assertThat(Arrows.violations(Stream.concat(runtime, bundles).toList())).isEmpty();
  }

  @Test
  void plantedViolationsAreFound() throws Exception {
    var api = planted(Side.API, ApiThatKnowsABundle.class);
    var bundle = planted(Side.BUNDLE, BundleThatKnowsTooMuch.class);
    var otherBundle = planted(Side.BUNDLE, OtherBundle.class);
    var runtime = planted(Side.RUNTIME, RuntimeThatKnowsABundle.class);

    assertThat(Arrows.violations(List.of(api, bundle, otherBundle, runtime)))
        .anyMatch(line -> line.startsWith("API api must not know BUNDLE otherbundle"))
        .anyMatch(line -> line.startsWith("BUNDLE bundle must not know BUNDLE otherbundle"))
        .anyMatch(line -> line.startsWith("BUNDLE bundle must not know RUNTIME runtime"))
        .anyMatch(line -> line.startsWith("RUNTIME runtime must not know BUNDLE otherbundle"));
  }

  private static Module module(Side side, Path jar) {
    return new Module(side, Distribution.nameOf(jar), jar);
  }

  /** The package of a class, taken for a module. */
  private static Module planted(Side side, Class<?> type) throws URISyntaxException {
    Path folder = Path.of(type.getResource(type.getSimpleName() + ".class").toURI()).getParent();
    return new Module(side, folder.getFileName().toString(), folder);
  }
}
