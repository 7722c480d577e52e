/** Signature schemes by Bouncy Castle's lightweight API. */
@NullMarked
package org.quorate.signature.bouncycastle;

import org.jspecify.annotations.NullMarked;
