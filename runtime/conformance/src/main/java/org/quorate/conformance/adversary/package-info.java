/** What every liar must pass, and a protocol that believes them. */
@NullMarked
package org.quorate.conformance.adversary;

import org.jspecify.annotations.NullMarked;
