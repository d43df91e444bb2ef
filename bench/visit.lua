-- wrk: plays whole visits: registration, nurse, doctor's queue, doctor, end. TOKEN, RUN and POLIES
-- come from the environment; the visits go to the polies 1 to POLIES in turn.
local token = os.getenv("TOKEN")
local run = os.getenv("RUN")
local polies = tonumber(os.getenv("POLIES"))
local moves = { "anamnesa", "waitingdoctor", "withdoctor", "done" }
local threads = {}

function setup(thread)
    thread:set("thread_id", #threads)
    thread:set("ended", 0)
    table.insert(threads, thread)
end

function init(args)
    count = 0
    waiting = {} -- paths of the moves that answers have made possible, from `first` to `last`
    first, last = 1, 0
    headers = {
        ["Authorization"] = "Bearer " .. token,
        ["Content-Type"] = "application/json",
    }
end

local function registration()
    count = count + 1
    local key = string.format("%s%d%08d", run, thread_id, count)
    return wrk.format("POST", "/api/reservation", headers,
        '{"patient_name":"Pasien Uji","no_bpjs":"' .. key .. '","whatsapp_number":"08' .. key
        .. '","poly_id":' .. count % polies + 1 .. ',"bpjs":true,"date":"2026-01-05"}')
end

function request()
    if first > last then return registration() end
    local move = waiting[first]
    waiting[first] = nil
    first = first + 1
    return wrk.format("PATCH", move, headers, "{}")
end

-- wrk does not say which request an answer belongs to; the visit and its state say what is next.
function response(status, _, body)
    if status >= 300 then return end
    local id = body:match('"reservation_id":(%d+)')
    local state = tonumber(body:match('"status_id":(%d+)'))
    if not (id and state) then return end
    if state > #moves then
        ended = ended + 1
        return
    end
    last = last + 1
    waiting[last] = "/api/queue/" .. id .. "/" .. moves[state]
end

function done(summary)
    local visits = 0
    for _, thread in ipairs(threads) do visits = visits + thread:get("ended") end
    io.write(string.format("bad %d\nvisits %d\n", summary.errors.status + summary.errors.read
        + summary.errors.write + summary.errors.timeout, visits))
end
