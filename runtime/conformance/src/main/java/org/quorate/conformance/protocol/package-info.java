/**
 * The exam of register protocols: many short runs in the laboratory, with everything that may go
 * wrong, and with more than may, to see that the exam looks.
 */
@NullMarked
package org.quorate.conformance.protocol;

import org.jspecify.annotations.NullMarked;
