/** Checking what messages claim, once each. */
@NullMarked
package org.quorate.host.claims;

import org.jspecify.annotations.NullMarked;
