"""The browser bundle of the app: what the build left in it, secret and public values side by side."""

import base64
import hashlib
from dataclasses import dataclass

from portal.demo.credentials import Draw, harmless, project, secrets

# The vendor chunk: shared by both states, with nothing but look-alikes of library code.
VENDOR = (
    '/*! harbour-vendor | MIT */const e={version:"19.2.0",rendererPackageName:"react-dom",'
    'reconcilerVersion:"19.2.0"},t="__reactContainer$",n="__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED";'
    "export function h(o,r,...i){return{o,r,i}}export const v=e.version,s=t+n;"
    'export const p={type:"password",name:"password",placeholder:"Password",autoComplete:"current-password"};\n'
)

BUNDLE = """import{h,v}from"./vendor-@@VENDOR@@.js";
const release="harbour-desk-@@BUILD@@",api="https://api.harbourdesk.example";
const billing={publishableKey:"@@STRIPE_PUBLISHABLE@@"};
const errors={dsn:"@@SENTRY_DSN@@",release};
const usage={key:"@@ANALYTICS_KEY@@"};
const base={url:"https://@@PROJECT_REF@@.supabase.co",anonKey:"@@ANON_JWT@@"};
@@ASSISTANT@@
const labels={token:"Access token",secretHint:"Ask your admin for the phrase",apiKey:"API key (starts with sk-)"};
export async function lanes(){const r=await fetch(api+"/v1/lanes",{credentials:"include"});return r.json()}
document.getElementById("root").textContent=labels?"Harbour Desk "+v:"";
export{billing,errors,usage,base,h};
//# sourceMappingURL=index-@@HASH@@.js.map
"""
LEAKING = (
    'const admin={serviceKey:"@@SERVICE_JWT@@"};\n'
    'const assistant={model:"gpt-5-mini",apiKey:"@@MODEL_KEY@@",'
    'ask(q){return fetch("https://api.openai.com/v1/responses",'
    '{method:"POST",headers:{Authorization:"Bearer "+assistant.apiKey},body:JSON.stringify({input:q})})}};'
)
SAFE = (
    "const admin={};\n"
    'const assistant={ask(q){return fetch(api+"/v1/assistant",{method:"POST",credentials:"include",'
    "body:JSON.stringify({question:q})})}};"
)


@dataclass(frozen=True)
class Bundle:
    """Script addresses, their text and the integrity values the page names."""

    script: str
    text: str
    vendor: str
    vendor_text: str

    @property
    def integrity(self) -> str:
        return _integrity(self.text)

    @property
    def vendor_integrity(self) -> str:
        return _integrity(self.vendor_text)


def bundle(seed: bytes, *, repaired: bool) -> Bundle:
    """The bundle as built; file names carry a hash of the content, as bundlers do it."""
    draw = Draw(seed)
    vendor_hash = hashlib.sha256(VENDOR.encode()).hexdigest()[:8]
    values = harmless(draw) | ({} if repaired else secrets(draw))
    values |= {"VENDOR": vendor_hash, "BUILD": "117" if repaired else "109", "PROJECT_REF": project(draw)}
    text = BUNDLE.replace("@@ASSISTANT@@", SAFE if repaired else LEAKING)
    for name, value in values.items():
        text = text.replace(f"@@{name}@@", value)
    own_hash = hashlib.sha256(text.encode()).hexdigest()
    text = text.replace("@@HASH@@", own_hash[:8])
    return Bundle(f"/assets/index-{own_hash[:8]}.js", text, f"/assets/vendor-{vendor_hash}.js", VENDOR)


def _integrity(text: str) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(text.encode()).digest()).decode()
