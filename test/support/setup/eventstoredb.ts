/** Tests of the API that run after this keep the logs of their ledgers in an event store. */
process.env.CLAIM_LEDGER_TEST_STORE = 'event-store';
