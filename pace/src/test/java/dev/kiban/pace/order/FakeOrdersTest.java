package dev.kiban.pace.order;

class FakeOrdersTest extends OrderStoreContract {
    @Override
    OrderStore store() {
        return new FakeOrders();
    }
}
