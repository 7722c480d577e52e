package org.quorate.distributions.planted.otherbundle;

/** What none of the others may know. */
public final class OtherBundle {}
