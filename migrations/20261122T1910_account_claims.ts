import type { Knex } from 'knex'

export const config = { transaction: false }

/** Who has shown that an account of the hosting is theirs, and how; a code that was sent waits here, too. */
export async function up(db: Knex) {
  if (await db.schema.hasTable('account_claims')) return
  await db.schema.createTable('account_claims', (table) => {
    table.bigInteger('id').primary()
    table.string('provisioner', 40).notNullable()
    table.string('account_id', 64).notNullable()
    table.string('login', 128).notNullable()
    // In lower case.
    table.string('requester', 320).notNullable()
    table.bigInteger('ticket_id').nullable()
    table.bigInteger('run_id').nullable()
    // HMAC of the code; null where none was sent.
    table.string('code_mac', 32).nullable()
    table.bigInteger('created_at').notNullable()
    table.integer('tries').notNullable().defaultTo(0)
    // Of the code until it is given back, of the proof from then on.
    table.bigInteger('expires_at').notNullable()
    table.bigInteger('proved_at').nullable()
    table.string('how', 10).nullable()
    table.bigInteger('agent_id').nullable()
    table.text('note').nullable()
    table.bigInteger('revoked_at').nullable()
    table.index(['provisioner', 'account_id', 'created_at'], 'account_claims_account')
    table.index(['requester', 'created_at'], 'account_claims_requester')
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('account_claims')
}
