export const star_one = 1, one = 'not this one'
export default 'not exported by a star'
