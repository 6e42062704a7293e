-- Every order changes its customer's standing. As long as no index holds what changes, the new version
-- of the row stays on the page of the old one and touches no index; with one on last_order_at each
-- order wrote into all three. Lists by last order sort the customers instead, as those by spend do.
drop index standings_last_order;
