export const USAGE = `Usage: npm run agency -- COMMAND [--dry-run]

  add KEY --name NAME --time-zone ZONE --phone PHONE --statement WORDS
          --preset STATE --fee TABLE --limit LEAST..MOST
          [--language en|es] [--origin PAGE]… [--fund CODE=NAME]…
          [--settings FILE] [--stripe-account acct_…]
  set KEY [any of these but --origin] [--from DAY]
  show [KEY]
  origin add KEY PAGE
  origin remove KEY ORIGIN
  staff invite KEY --email EMAIL --name NAME --role clerk|supervisor
  staff remove KEY --email EMAIL

  KEY        short name of the agency, like harbor-county; its pages carry pk_KEY
  ZONE       IANA name, like America/Chicago
  WORDS      what a card statement shows, as the agency's account at Stripe has it
  STATE      whose order of payment it follows: docs/policy.md lists them; or a file.json
  TABLE      25=1.50,50=2.00 (to $25 a fee of $1.50, to $50 one of $2), none, or a file.json
  LEAST..MOST of one payment, in dollars, like 5..5000
  PAGE       where the form stands: https://www.example.gov/pay
  FILE       JSON: {"places": […], "brand": {…}, "officeHours": […], "bankDebits": true} (docs/operate.md);
             a place's name and address may be {"en": …, "es": …}, and so may a rule's name
  DAY        from when a new rule holds, YYYY-MM-DD; without it: today

  --dry-run  says what would be done, and writes nothing
The database is that of DATABASE_URL, as for npm run serve.`;
