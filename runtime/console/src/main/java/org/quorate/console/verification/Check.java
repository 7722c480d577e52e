package org.quorate.console.verification;

/**
 * One thing that was looked at.
 *
 * @param part the part's slot and name; empty for the bundle as a whole
 * @param what was looked at
 * @param holds whether it is as it must be
 * @param said in figures, or why it does not hold
 */
public record Check(String part, String what, boolean holds, String said) {}
