package org.quorate.conformance.hostile;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quorate.conformance.hostile.FieldTrial.Story;

/**
 * How some fields are checked, and what shows it when that is left out.
 *
 * @param fields their names
 * @param check for people
 * @param story null if something else shows it
 * @param sign how the story ends, at one of the changes at least; {@link FieldTrial#NOTHING} for a
 *     field that needs no check
 */
public record FieldCheck(Pattern fields, String check, @Nullable Story story, String sign) {

  /** For the fields whose names match {@code fields}, a regular expression. */
  public static FieldCheck of(String fields, String check, Story story, String sign) {
    return new FieldCheck(Pattern.compile(fields), check, story, sign);
  }

  /** As {@link #of}, where another test than a story shows it: {@code sign} says which. */
  public static FieldCheck shownBy(String fields, String check, String sign) {
    return new FieldCheck(Pattern.compile(fields), check, null, sign);
  }

  /** As {@link #shownBy(String, String, String)}, where a test of a kit shows it. */
  public static FieldCheck shownBy(String fields, String check, Class<?> kit, String test) {
    if (Arrays.stream(kit.getDeclaredMethods()).noneMatch(one -> one.getName().equals(test))) {
      throw new IllegalArgumentException(kit + " has no test " + test);
    }
    return shownBy(fields, check, "`" + kit.getSimpleName() + "." + test + "`");
  }

  boolean isOf(MessageField field) {
    return fields.matcher(field.toString()).matches();
  }
}
