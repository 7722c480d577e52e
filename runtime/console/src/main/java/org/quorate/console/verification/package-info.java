/** Verification of bundles: everything that their parts must pass, against the bundle's file. */
@NullMarked
package org.quorate.console.verification;

import org.jspecify.annotations.NullMarked;
