/** Each test of the API that runs after this has its ledgers' logs in an event store. */
process.env.CLAIM_LEDGER_TEST_STORE = 'event-store';
