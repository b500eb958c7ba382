/// From files to a live plan, again and again: look, load, compile, swap.
///
/// [ReloadLoop][dev.kiban.gateway.reload.ReloadLoop] is the one thread that does it;
/// [PlanLoader][dev.kiban.gateway.reload.PlanLoader] what it does in one tick, without threads or
/// waiting; [GatewayStatus][dev.kiban.gateway.reload.GatewayStatus] what others may know of it.
@NullMarked
package dev.kiban.gateway.reload;

import org.jspecify.annotations.NullMarked;
