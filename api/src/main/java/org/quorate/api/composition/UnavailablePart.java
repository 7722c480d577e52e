package org.quorate.api.composition;

/**
 * What a bundle would offer if it could, registered as an OSGi service in its place: for example
 * because a native library cannot be loaded here. So whoever looks for the part learns why it is
 * not there, and nothing else changes.
 *
 * @param part the name of the part
 * @param provider who would offer it
 * @param reason why it does not
 */
public record UnavailablePart(String part, String provider, String reason) {}
