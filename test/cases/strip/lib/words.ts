export const type = 'type', as = 'as'
