import { isOpen, type Study } from '@pejling/indicators'
import type { ApiAddress } from '#lib/api/operation.ts'
import { getHouse } from '../house.ts'

/** How a program asks for what a page of the study shows. */
export function apiAddress(study: Study): ApiAddress {
  const { address: origin, public: isPublic, accounts } = getHouse()
  return { origin, bearer: accounts !== undefined && !(isPublic && isOpen(study)) }
}
