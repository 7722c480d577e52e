package org.quorate.conformance.history;

/** Texts of a history as they are shown to people: short, on one line, harmless to a terminal. */
final class Quoted {
  private static final int SHOWN_MAX = 60;

  private Quoted() {}

  /** Within quotation marks. */
  static String text(String text) {
    return '"' + shortened(text) + '"';
  }

  /** For example {@code a\u001b[31m...} for a text that would turn the terminal red. */
  static String shortened(String text) {
    return shortened(text, SHOWN_MAX);
  }

  static String shortened(String text, int lengthMax) {
    StringBuilder shown = new StringBuilder();
    int end = Math.min(text.length(), lengthMax);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (isHarmless(c)) {
        shown.append(c);
      } else {
        shown.append(String.format("\\u%04x", (int) c));
      }
    }
    return shown + (end < text.length() ? "..." : "");
  }

  /** Marks of direction and lone surrogates are not: they change what is around them. */
  private static boolean isHarmless(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
