-- wrk: registers a new patient with every request. TOKEN and RUN come from the environment; RUN
-- keeps the numbers of several runs on one database apart. DATE, if it is there, is the day of the
-- visits, with whatever schedule has a seat.
local token = os.getenv("TOKEN")
local run = os.getenv("RUN") or "0"
local date = os.getenv("DATE")
local day = date and '"date":"' .. date .. '"}' or '"schedule_id":1,"date":"2026-01-05"}'
local threads = 0

function setup(thread)
    thread:set("thread_id", threads)
    threads = threads + 1
end

function init(args)
    count = 0
    headers = {
        ["Authorization"] = "Bearer " .. token,
        ["Content-Type"] = "application/json",
    }
end

function request()
    count = count + 1
    local key = string.format("%s%d%08d", run, thread_id, count)
    local body = '{"patient_name":"Pasien Uji","no_bpjs":"' .. key .. '","whatsapp_number":"08'
        .. key .. '","email":"pasien@mail.com","poly_id":1,"bpjs":true,'
        .. day
    return wrk.format("POST", "/api/reservation", headers, body)
end

function done(summary, latency, requests)
    io.write(string.format("bad %d\n", summary.errors.status + summary.errors.read
        + summary.errors.write + summary.errors.timeout))
end
