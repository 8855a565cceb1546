"""Open IFC models in a process of its own.

IfcOpenShell is native code, and a damaged file can make it crash; only modules of this
package import it, and only `child` runs them. `planning.building.ifc` asks it.
"""
