package org.quorate.conformance.history;

import java.util.List;

/**
 * Decides whether operations on one register are what some semantics allows. The register is empty
 * at first. Every value read, unless {@link Interval#UNWRITTEN}, must have a write among them.
 */
interface RegisterChecker {
  Finding check(List<Interval> operations);
}
