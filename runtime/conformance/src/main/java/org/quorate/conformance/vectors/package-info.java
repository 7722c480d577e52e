/** Where published test vectors are found: beside the project, never in it. */
@NullMarked
package org.quorate.conformance.vectors;

import org.jspecify.annotations.NullMarked;
