package org.quorate.conformance.result;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a kit: whenever a subclass of it was run, {@code target/conformance/SUBCLASS.json} says
 * what became of it. See {@link KitResultFiles}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(PartNames.class)
public @interface ConformanceKit {
  /** The method of the kit, without parameters, that gives the part; that has a method name(). */
  String part();

  /** What the part must withstand: the attacks that the kit makes, up to what is tolerated. */
  String withstands();

  /** What it is seen not to withstand, which shows that the kit looks. */
  String breaks();
}
