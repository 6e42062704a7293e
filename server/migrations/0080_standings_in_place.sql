-- Every order changes its customer's standing. As long as no index holds what changes, the new version
-- of the row stays on the page of the old one and touches no index; with one on last_order_at each
-- order wrote into all three. The list of customers by last order walks the orders instead.
drop index standings_last_order;
