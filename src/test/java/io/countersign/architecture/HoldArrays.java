package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Fulfilled by classes with an array among their fields: its content could be changed from outside. */
final class HoldArrays extends ArchCondition<JavaClass> {

    HoldArrays() {
        super("hold arrays");
    }

    @Override
    public void check(JavaClass record, ConditionEvents events) {
        record.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .forEach(field -> events.add(new SimpleConditionEvent(
                        record, field.getRawType().isArray(), "%s is an array".formatted(field.getFullName()))));
    }
}
