package dev.kiban.api;

import dev.kiban.transcode.Rpc;
import dev.kiban.transcode.http.Binding;
import dev.kiban.transcode.http.BindingOptions;
import dev.kiban.transcode.http.BindingOptions.UnknownQuery;
import dev.kiban.transcode.http.BindingOptions.UpdateMask;
import dev.kiban.transcode.http.HttpRule;
import dev.kiban.transcode.http.HttpRules;
import dev.kiban.transcode.http.RouteTable;
import dev.kiban.transcode.http.RouteTableBuilder;
import java.util.List;

/// Finds the method of an HTTP request by what its proto says of HTTP.
final class ApiRoutes {

    private ApiRoutes() {}

    /// A method, and how requests become its messages.
    record ApiRoute(Method<?> method, Binding binding) {}

    static RouteTable<ApiRoute> of(List<Method<?>> methods) {
        RouteTableBuilder<ApiRoute> table = RouteTable.builder();
        for (Method<?> method : methods) {
            Rpc rpc = ApiJson.SCHEMA.rpc(method.rpc()).orElseThrow();
            BindingOptions options =
                    new BindingOptions(
                            ApiJson.OPTIONS.with(method.unknown()),
                            UnknownQuery.REJECT,
                            UpdateMask.LEAVE,
                            ApiJson.LIMITS);
            for (HttpRule rule : HttpRules.of(rpc.descriptor())) {
                Binding binding = Binding.compile(ApiJson.SCHEMA, rpc, rule, options);
                table.add(binding.httpMethod(), binding.template(), new ApiRoute(method, binding));
            }
        }
        return table.build();
    }
}
