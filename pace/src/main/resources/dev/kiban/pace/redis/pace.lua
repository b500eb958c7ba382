-- What replicas of a pacer have together: buckets, jobs in flight, permits. One call is one step for
-- everybody, by the clock of this Redis.
--
-- All numbers are whole and below 2^53, where doubles are exact. One permit is 3.6e9 units, and a rate
-- of n an hour drains n units in a microsecond. As in a pacer's own memory, a limit knows how much has
-- drained since it began, as whole permits and the units of one that has begun; and a bucket is a mark,
-- the sum at which it will be empty. So a new rate touches no bucket.
--
-- No bucket of a limit is lower than its floor. When a limit begins, that is its immediate share: who
-- has forgotten everything lets one job pass in each bucket, and no burst. It is lifted to that again
-- when a replica comes back that went on alone, and when the rate of a limit with keys is lowered: a
-- bucket that has drained is forgotten, and would have drained later.

local PERMIT = 3600000000
local MOST = 2500000           -- permits: no level is higher, so what drains more empties all
local HOUR_MS = 3600000
local MONTH_MS = 2592000000    -- orders last no longer
local REPEATS_MS = 600000
local PERMITS_MS = 60000       -- a permit is known for so long at least

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local function text(number)
    return string.format('%.0f', number)
end

local function add(sum, units)
    local whole = sum.units + units
    local rest = math.fmod(whole, PERMIT)
    return { permits = sum.permits + (whole - rest) / PERMIT, units = rest }
end

local function level_of(limit, mark)
    local missing = mark.permits - limit.permits
    if missing < -1 then return 0 end
    return math.max(0, missing * PERMIT + mark.units - limit.units)
end

local function lift_floor(limit, immediate)
    local level = math.max(immediate * PERMIT, level_of(limit, limit.floor))
    limit.floor = add(limit, level)
end

-- What has drained until now, at the rate that held since it was last looked at.
local function drain(limit)
    local elapsed = math.max(0, now - limit.last)   -- a clock that goes back drains nothing
    limit.last = now
    local drained = elapsed * limit.rate
    if drained >= MOST * PERMIT then
        limit.permits = limit.permits + MOST
    else
        local sum = add(limit, drained)
        limit.permits, limit.units = sum.permits, sum.units
    end
end

local function load(key)
    local f = redis.call('HMGET', key, 'epoch', 'permits', 'units', 'last', 'rate',
        'floor', 'floorUnits', 'mark', 'markUnits', 'back', 'turn')
    if not f[1] or tonumber(f[2]) > 4e15 then return nil end
    for i = 1, 11 do f[i] = tonumber(f[i]) end
    local limit = { key = key, epoch = f[1], permits = f[2], units = f[3], last = f[4], rate = f[5],
        floor = { permits = f[6], units = f[7] },
        mark = { permits = f[8], units = f[9], back = f[10], turn = f[11] } }
    drain(limit)
    return limit
end

-- A limit as it is now, at the rate that the caller has.
local function open(key, keyed, rate, immediate)
    local limit = load(key)
    if not limit then
        return { key = key, epoch = now, permits = 0, units = 0, last = now, rate = rate,
            floor = { permits = immediate, units = 0 },
            mark = { permits = 0, units = 0, back = 0, turn = 0 } }
    end
    if keyed and rate < limit.rate then lift_floor(limit, immediate) end
    limit.rate = rate
    return limit
end

local function save(limit)
    redis.call('HSET', limit.key, 'epoch', text(limit.epoch), 'permits', text(limit.permits),
        'units', text(limit.units), 'last', text(limit.last), 'rate', text(limit.rate),
        'floor', text(limit.floor.permits), 'floorUnits', text(limit.floor.units),
        'mark', text(limit.mark.permits), 'markUnits', text(limit.mark.units),
        'back', text(limit.mark.back), 'turn', text(limit.mark.turn))
    redis.call('PEXPIRE', limit.key, text(MONTH_MS + 24 * HOUR_MS))
end

-- The mark of a bucket: that of the limit itself, or of one of its keys.
local function mark_of(limit, key)
    if key == limit.key then return limit.mark end
    local stored = redis.call('GET', key)
    if stored then
        local epoch, permits, units, back, turn =
            string.match(stored, '^(%d+) (%d+) (%d+) (%d+) (%d+)$')
        if tonumber(epoch) == limit.epoch then
            return { permits = tonumber(permits), units = tonumber(units), back = tonumber(back),
                turn = tonumber(turn) }
        end
    end
    return { permits = 0, units = 0, back = 0, turn = 0 }
end

-- An hour longer than it takes to drain: a rate that is lowered meanwhile finds it.
local function kept_ms(limit, level)
    if limit.rate == 0 then return MONTH_MS end
    return math.min(MONTH_MS, math.ceil(level / limit.rate / 1000) + HOUR_MS)
end

local function set_level(limit, key, mark, level)
    local sum = add(limit, level)
    mark.permits, mark.units = sum.permits, sum.units
    if key ~= limit.key then
        redis.call('SET', key, table.concat(
            { text(limit.epoch), text(mark.permits), text(mark.units), text(mark.back),
                text(mark.turn) }, ' '),
            'PX', text(kept_ms(limit, level)))
    end
end

-- In how many microseconds so much will have drained; nil if never. Exact, and rounded up.
local function micros_for(limit, missing)
    if missing <= 0 then return 0 end
    if limit.rate == 0 then return nil end
    local rest = math.fmod(missing, limit.rate)
    local micros = (missing - rest) / limit.rate
    if rest > 0 then micros = micros + 1 end
    return micros
end

local function take()
    local permit, cost, horizon, lease = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
    local limits, gauges, repeats = tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8] == '1'
    local k, a = 2, 9
    local again
    if repeats then
        again = KEYS[k]
        k = k + 1
        local known = redis.call('GET', again)
        if known then
            local id, turn = string.match(known, '^(%S+) (%d+)$')
            return { 2, math.max(0, tonumber(turn) - now), id }
        end
    end
    local delay, full, all = 0, false, {}
    for i = 1, limits do
        local keyed, immediate, burst = ARGV[a] == '1', tonumber(ARGV[a + 2]), tonumber(ARGV[a + 3])
        local limit = open(KEYS[k], keyed, tonumber(ARGV[a + 1]), immediate)
        local key = keyed and KEYS[k + 1] or KEYS[k]
        k = k + (keyed and 2 or 1)
        a = a + 4
        local mark = mark_of(limit, key)
        local level = math.max(level_of(limit, mark), level_of(limit, limit.floor))
        local missing = level - immediate * PERMIT
        if missing > 0 and level > burst * PERMIT then full = true end
        local micros = micros_for(limit, missing)
        delay = delay and micros and math.max(delay, micros)
        all[i] = { limit = limit, key = key, mark = mark, level = level }
    end
    local jobs = {}
    for i = 1, gauges do
        local key = KEYS[k]
        local ended = redis.call('ZREMRANGEBYSCORE', key, '-inf', text(now))
        local running = redis.call('ZCARD', key)
        if running >= tonumber(ARGV[a]) then full = true end
        jobs[i] = { key = key, running = running, ended = ended }
        k = k + 1
        a = a + 1
    end
    local taken = delay and not full and delay <= horizon
    local reply = { taken and 1 or 0, delay or -1 }
    local charges, lasts = {}, PERMITS_MS
    for i = 1, limits do
        local one = all[i]
        if taken then
            one.level = one.level + cost * PERMIT
            if delay > 0 then one.mark.turn = math.max(one.mark.turn, now + delay) end
            set_level(one.limit, one.key, one.mark, one.level)
            charges[i] = table.concat({ one.limit.key, one.key, text(one.limit.epoch),
                text(one.mark.permits), text(one.mark.units), text(one.mark.back), text(cost) }, ' ')
            lasts = math.max(lasts, kept_ms(one.limit, one.level) - HOUR_MS)
        end
        save(one.limit)
        reply[#reply + 1] = one.level
    end
    for i = 1, gauges do
        local one = jobs[i]
        if taken then
            local ends = now + delay + lease
            redis.call('ZADD', one.key, text(ends), permit)
            redis.call('PEXPIRE', one.key, text(math.ceil((delay + lease) / 1000) + HOUR_MS))
            one.running = one.running + 1
        end
        jobs[i] = one.key
        reply[#reply + 1] = one.running
        reply[#reply + 1] = one.ended
    end
    if taken then
        lasts = math.max(lasts, math.ceil((delay + lease) / 1000) + PERMITS_MS)
        redis.call('HSET', KEYS[1], 'state', 'runs', 'charges', table.concat(charges, '\n'),
            'jobs', table.concat(jobs, '\n'), 'lease', text(lease), 'repeat', again or '')
        redis.call('PEXPIRE', KEYS[1], text(lasts))
        if again then
            redis.call('SET', again, permit .. ' ' .. text(now + delay), 'PX', text(REPEATS_MS))
        end
    end
    return reply
end

local function lines(joined)
    return string.gmatch(joined or '', '[^\n]+')
end

local function end_jobs(permit, jobs)
    for key in lines(jobs) do redis.call('ZREM', key, permit) end
end

-- What of a charge has not drained. What was given back since counts as if it had been charged before
-- this: less is given back than could be, now and then, and never more. Nothing is, while later turns
-- are fixed that are still to come: they do not move up, and two would start at once when they come.
local function give_back(line)
    local limit_key, key, epoch, permits, units, back, cost =
        string.match(line, '^(%S+) (%S+) (%d+) (%d+) (%d+) (%d+) (%d+)$')
    local limit = load(limit_key)
    if not limit or tonumber(epoch) ~= limit.epoch then return end
    local mark = mark_of(limit, key)
    local is_last = mark.permits == tonumber(permits) and mark.units == tonumber(units)
    if mark.turn > now and not is_last then return save(limit) end
    local earlier = mark.back - tonumber(back)
    local left = level_of(limit, { permits = tonumber(permits), units = tonumber(units) }) - earlier
    local given = math.min(left, tonumber(cost) * PERMIT)
    if earlier >= 0 and given > 0 then
        local level = level_of(limit, mark)
        mark.back = mark.back + given
        if mark.back > 4e15 then mark.back = 0 end
        set_level(limit, key, mark, math.max(0, level - given))
    end
    save(limit)
end

local function back()
    local f = redis.call('HMGET', KEYS[1], 'state', 'charges', 'jobs', 'repeat')
    if f[1] ~= 'runs' then return { 0 } end
    for line in lines(f[2]) do give_back(line) end
    end_jobs(ARGV[2], f[3])
    if f[4] ~= '' then redis.call('DEL', f[4]) end
    redis.call('HSET', KEYS[1], 'state', 'void')
    return { 1 }
end

local function done()
    local f = redis.call('HMGET', KEYS[1], 'state', 'jobs')
    if not f[1] then return { 0 } end
    if f[1] == 'runs' then
        end_jobs(ARGV[2], f[2])
        redis.call('HSET', KEYS[1], 'state', 'done')
    end
    return { 1 }
end

local function renew()
    local f = redis.call('HMGET', KEYS[1], 'state', 'jobs', 'lease')
    if f[1] ~= 'runs' then return { 0 } end
    for key in lines(f[2]) do
        local ends = redis.call('ZSCORE', key, ARGV[2])
        if not ends or tonumber(ends) <= now then return { 0 } end
    end
    local lease = tonumber(f[3])
    for key in lines(f[2]) do
        redis.call('ZADD', key, text(now + lease), ARGV[2])
        redis.call('PEXPIRE', key, text(math.ceil(lease / 1000) + HOUR_MS))
    end
    redis.call('PEXPIRE', KEYS[1], text(math.ceil(lease / 1000) + PERMITS_MS))
    return { 1 }
end

-- Rates that hold from now on. A replica that was alone also uses up what is immediate, and brings its
-- jobs in flight along.
local function change(lifts)
    local limits, a = tonumber(ARGV[2]), 3
    for i = 1, limits do
        local immediate = tonumber(ARGV[a + 2])
        local limit = open(KEYS[i], ARGV[a] == '1', tonumber(ARGV[a + 1]), immediate)
        if lifts then lift_floor(limit, immediate) end
        save(limit)
        a = a + 3
    end
    local k = limits + 1
    while ARGV[a] do
        local permit, left, jobs = ARGV[a], tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2])
        local keys = {}
        for i = 1, jobs do
            keys[i] = KEYS[k + i]
            redis.call('ZADD', keys[i], text(now + left), permit)
            redis.call('PEXPIRE', keys[i], text(math.ceil(left / 1000) + HOUR_MS))
        end
        redis.call('HSET', KEYS[k], 'state', 'runs', 'charges', '', 'jobs', table.concat(keys, '\n'),
            'lease', ARGV[a + 3], 'repeat', '')
        redis.call('PEXPIRE', KEYS[k], text(math.ceil(left / 1000) + PERMITS_MS))
        k = k + 1 + jobs
        a = a + 4
    end
    return { 1 }
end

local op = ARGV[1]
if op == 'take' then return take() end
if op == 'back' then return back() end
if op == 'done' then return done() end
if op == 'renew' then return renew() end
if op == 'change' then return change(false) end
if op == 'enter' then return change(true) end
return redis.error_reply('kiban: no such call: ' .. tostring(op))
