/** The commands, one class each. */
@NullMarked
package org.quorate.console.commands;

import org.jspecify.annotations.NullMarked;
