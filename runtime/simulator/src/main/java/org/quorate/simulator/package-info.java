/** Many runs by seed, what they reached, and the smallest trace of one that fails. */
@NullMarked
package org.quorate.simulator;

import org.jspecify.annotations.NullMarked;
