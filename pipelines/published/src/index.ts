export { auditStudy } from './audit-study.ts'
export { loadPublished } from './load-published.ts'
