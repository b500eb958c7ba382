package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.api.AnnotationsProto;
import com.google.api.CustomHttpPattern;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.Test;

class HttpRulesTest {
    private static final int ANNOTATION = 72295728;

    @Test
    void aMethodWithoutAnnotationHasNoRules() throws Exception {
        assertThat(HttpRules.of(method(MethodOptions.getDefaultInstance()))).isEmpty();
    }

    @Test
    void readsAllPartsOfARuleAndItsAdditionalBindingsInOrder() throws Exception {
        var rule =
                com.google.api.HttpRule.newBuilder()
                        .setSelector("ignored")
                        .setPut("/a/{x}")
                        .setBody("*")
                        .setResponseBody("out")
                        .addAdditionalBindings(
                                com.google.api.HttpRule.newBuilder()
                                        .setGet("/b")
                                        .setResponseBody("c"))
                        .addAdditionalBindings(
                                com.google.api.HttpRule.newBuilder()
                                        .setCustom(
                                                CustomHttpPattern.newBuilder()
                                                        .setKind("OPTIONS")
                                                        .setPath("/o")))
                        .build();

        assertThat(HttpRules.of(method(annotated(rule))))
                .containsExactly(
                        new HttpRule("PUT", "/a/{x}", "*", "out"),
                        new HttpRule("GET", "/b", "", "c"),
                        HttpRule.of("OPTIONS", "/o"));
    }

    @Test
    void readsEveryMethod() throws Exception {
        var rule =
                com.google.api.HttpRule.newBuilder()
                        .setPost("/x")
                        .addAdditionalBindings(com.google.api.HttpRule.newBuilder().setPatch("/x"))
                        .addAdditionalBindings(com.google.api.HttpRule.newBuilder().setDelete("/x"))
                        .build();

        assertThat(HttpRules.of(method(annotated(rule))))
                .extracting(HttpRule::httpMethod)
                .containsExactly("POST", "PATCH", "DELETE");
    }

    @Test
    void readsTheAnnotationWhetherOrNotTheParserKnewIt() throws Exception {
        MethodOptions known = annotated(com.google.api.HttpRule.newBuilder().setGet("/x").build());
        MethodOptions unknown =
                MethodOptions.parseFrom(
                        known.toByteArray(), ExtensionRegistryLite.getEmptyRegistry());

        assertThat(unknown.getUnknownFields().hasField(ANNOTATION)).isTrue();
        assertThat(HttpRules.of(method(unknown))).containsExactly(HttpRule.of("GET", "/x"));
        assertThat(HttpRules.of(method(known))).containsExactly(HttpRule.of("GET", "/x"));
    }

    @Test
    void refusesARuleWithoutAPath() {
        assertRefused(
                com.google.api.HttpRule.newBuilder().setBody("*").build(), "rule has no path");
        assertRefused(
                com.google.api.HttpRule.newBuilder()
                        .setCustom(CustomHttpPattern.newBuilder().setPath("/x"))
                        .build(),
                "has no kind");
    }

    @Test
    void refusesNestedAdditionalBindings() {
        var get = com.google.api.HttpRule.newBuilder().setGet("/x");
        var nested = get.clone().addAdditionalBindings(get);

        assertRefused(
                get.clone().addAdditionalBindings(nested).build(),
                "additional_bindings must not have additional_bindings");
    }

    @Test
    void refusesAnAnnotationThatCannotBeRead() {
        MethodOptions broken =
                MethodOptions.newBuilder()
                        .setUnknownFields(
                                UnknownFieldSet.newBuilder()
                                        .addField(
                                                ANNOTATION,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addLengthDelimited(
                                                                ByteString.fromHex("1205aa"))
                                                        .build())
                                        .build())
                        .build();

        assertThatExceptionOfType(BindingFault.class)
                .isThrownBy(() -> HttpRules.of(method(broken)))
                .withMessageContaining("google.api.http cannot be read");
    }

    @Test
    void anUnannotatedMethodIsAPostToItsGrpcPath() throws Exception {
        assertThat(HttpRules.unannotated(method(MethodOptions.getDefaultInstance())))
                .isEqualTo(new HttpRule("POST", "/pkg.Service/Method", "*", ""));
    }

    private static void assertRefused(com.google.api.HttpRule rule, String why) {
        assertThatExceptionOfType(BindingFault.class)
                .isThrownBy(() -> HttpRules.of(method(annotated(rule))))
                .satisfies(fault -> assertThat(fault.problems()).hasSize(1))
                .withMessageContaining(why);
    }

    private static MethodOptions annotated(com.google.api.HttpRule rule) {
        return MethodOptions.newBuilder().setExtension(AnnotationsProto.http, rule).build();
    }

    private static MethodDescriptor method(MethodOptions options) throws Exception {
        MethodDescriptorProto.Builder method =
                MethodDescriptorProto.newBuilder()
                        .setName("Method")
                        .setInputType(".pkg.M")
                        .setOutputType(".pkg.M")
                        .setOptions(options);
        FileDescriptorProto file =
                FileDescriptorProto.newBuilder()
                        .setName("file.proto")
                        .setPackage("pkg")
                        .addMessageType(DescriptorProto.newBuilder().setName("M"))
                        .addService(
                                ServiceDescriptorProto.newBuilder()
                                        .setName("Service")
                                        .addMethod(method))
                        .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                .findServiceByName("Service")
                .findMethodByName("Method");
    }
}
