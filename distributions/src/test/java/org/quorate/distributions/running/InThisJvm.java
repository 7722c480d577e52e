package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.quorate.api.model.Bytes;
import org.quorate.console.Main;
import org.quorate.distributions.running.Processes.Ended;

/**
 * Commands that need no process of their own: what they say and come to is the same, and a JVM that
 * runs already is sooner done. One at a time, as this JVM has one output.
 */
final class InThisJvm {
  private InThisJvm() {}

  static Ended run(Object... arguments) {
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
      int code = Main.run(texts);
      return new Ended(
          code, Bytes.wrap(said.toByteArray()), complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  static Ended succeeds(Object... arguments) {
    Ended ended = run(arguments);
    assertThat(ended.exitCode()).as("%s: %s", List.of(arguments), ended).isZero();
    return ended;
  }
}
