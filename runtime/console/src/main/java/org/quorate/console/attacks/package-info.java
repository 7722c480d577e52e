/** The acceptance matrix: which attacks Quorate must withstand, and what holds it to that. */
@NullMarked
package org.quorate.console.attacks;

import org.jspecify.annotations.NullMarked;
