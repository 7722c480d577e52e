/** Signature schemes by the Amazon Corretto Crypto Provider, whose library is native. */
@NullMarked
package org.quorate.signature.accp;

import org.jspecify.annotations.NullMarked;
