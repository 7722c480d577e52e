package org.quorate.host.codec;

import java.util.regex.Pattern;

/** Text that a stranger may have written, made fit for one line of a message or a log. */
public final class ForeignText {
  private static final int SHOWN_CHARACTERS_MAX = 200;

  /** Control characters, marks of direction, halves of characters, ends of lines. */
  private static final Pattern HARMFUL = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private ForeignText() {}

  /** {@code text} with a question mark for what could change the text around it, and cut short. */
  public static String shown(String text) {
    String start = text.substring(0, Math.min(text.length(), SHOWN_CHARACTERS_MAX));
    return HARMFUL.matcher(start).replaceAll("?") + (start.length() < text.length() ? "..." : "");
  }

  /** Whether {@code text} may be shown as it is. */
  public static boolean isHarmless(String text) {
    return !HARMFUL.matcher(text).find();
  }
}
