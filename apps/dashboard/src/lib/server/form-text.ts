/** What a form says, field by field, as it was written; a file or a field that is not there is empty. */
export async function formText(request: Request): Promise<(name: string) => string> {
  const form = await request.formData()
  return (name) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
}
