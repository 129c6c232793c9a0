export { auditStudy } from './audit-study.ts'
