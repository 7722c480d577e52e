package org.quorate.register.bftbc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test that takes f: with four replicas one of which is faulty, and with seven and two. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "f = {0}")
@ValueSource(ints = {1, 2})
@interface AtOneAndTwoFaults {}
