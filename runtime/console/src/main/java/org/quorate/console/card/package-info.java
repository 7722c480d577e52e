/** The report card: every attack against every variant. */
@NullMarked
package org.quorate.console.card;

import org.jspecify.annotations.NullMarked;
