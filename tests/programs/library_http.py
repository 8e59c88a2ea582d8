# conformance: 3.12+
from http import HTTPStatus, HTTPMethod
import http
for m in HTTPStatus: print(m.value, m.name, m.phrase, repr(m), str(m), m == m.value, m.is_success, m.is_client_error)
print(HTTPStatus(404), HTTPStatus["OK"], HTTPStatus.NOT_FOUND, f"{HTTPStatus.OK}", HTTPStatus.OK + 1, HTTPStatus.REQUEST_URI_TOO_LONG is HTTPStatus(414), len(HTTPStatus.__members__) > 60, HTTPStatus, type(HTTPStatus.OK), isinstance(HTTPStatus.OK, int), {HTTPStatus.OK: 1}[200], HTTPStatus.IM_A_TEAPOT.phrase, "%d" % HTTPStatus.OK)
try: HTTPStatus(999)
except ValueError as e: print(e)
print(HTTPMethod.GET, repr(HTTPMethod.GET), HTTPMethod("POST"), HTTPMethod.GET == "GET", list(HTTPMethod), http.__all__)
match 404:
    case HTTPStatus.NOT_FOUND: print("nf")
