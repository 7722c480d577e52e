/** What the commands that simulate share. */
@NullMarked
package org.quorate.console.simulation;

import org.jspecify.annotations.NullMarked;
