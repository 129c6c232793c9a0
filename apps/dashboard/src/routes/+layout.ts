/** Pages are whole when they leave the server; the one script there is only saves reloading them. */
export const csr = false
