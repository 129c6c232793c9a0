import pg from 'pg'
import { applicationRole, type Connection, database, ownerUrl } from './postgres-connection.ts'

/** Makes what is missing in a server that runs: the database, and the role of everyday work with its password. */
export async function prepareDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl(connection, 'postgres') })
  await client.connect()
  try {
    const databases = await client.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (!databases.rowCount) await client.query(`CREATE DATABASE ${database}`)
    const roles = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [applicationRole])
    const password = client.escapeLiteral(connection.applicationPassword)
    await client.query(`${roles.rowCount ? 'ALTER' : 'CREATE'} ROLE ${applicationRole}
      LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD ${password}`)
  } finally {
    await client.end()
  }
}
