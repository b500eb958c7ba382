package dev.kiban.fleamarket.item;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.QuotaFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.Status;
import dev.kiban.fleamarket.item.v1.Item;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.stream.Collectors;

/// Every no of this service: a code, a sentence, and the detail that a program can read.
final class Refusals {
    private Refusals() {}

    static StatusRuntimeException badRequest(List<FieldViolation> violations) {
        String message =
                violations.stream()
                        .map(violation -> violation.getField() + " " + violation.getDescription())
                        .collect(Collectors.joining("; "));
        return refusal(
                Code.INVALID_ARGUMENT,
                message,
                BadRequest.newBuilder().addAllFieldViolations(violations).build());
    }

    static StatusRuntimeException badRequest(String field, String description) {
        return badRequest(List.of(ItemRules.violation(field, description)));
    }

    static StatusRuntimeException noSuchItem(String id) {
        return refusal(
                Code.NOT_FOUND,
                "there is no item '%s'".formatted(id),
                ResourceInfo.newBuilder().setResourceType("item").setResourceName(id).build());
    }

    static StatusRuntimeException notOnSale(Item item) {
        String state = item.getState().name();
        String message =
                "item '%s' is %s: only items on sale can be bought".formatted(item.getId(), state);
        PreconditionFailure.Violation violation =
                PreconditionFailure.Violation.newBuilder()
                        .setType("STATE")
                        .setSubject(item.getId())
                        .setDescription(state)
                        .build();
        return refusal(
                Code.FAILED_PRECONDITION,
                message,
                PreconditionFailure.newBuilder().addViolations(violation).build());
    }

    static StatusRuntimeException full(String subject, String description) {
        QuotaFailure.Violation violation =
                QuotaFailure.Violation.newBuilder()
                        .setSubject(subject)
                        .setDescription(description)
                        .build();
        return refusal(
                Code.RESOURCE_EXHAUSTED,
                description,
                QuotaFailure.newBuilder().addViolations(violation).build());
    }

    private static StatusRuntimeException refusal(Code code, String message, Message detail) {
        return StatusProto.toStatusRuntimeException(
                Status.newBuilder()
                        .setCode(code.getNumber())
                        .setMessage(message)
                        .addDetails(Any.pack(detail))
                        .build());
    }
}
