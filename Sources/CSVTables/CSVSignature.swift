/// What the first bytes of a file say of its format.
package enum CSVSignature {
    /// How many bytes it takes to tell.
    package static let length = 16
    package static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    private static let formats: [(start: [UInt8], name: String, advice: String)] = [
        (
            [0x1f, 0x8b], "gzip",
            "unpack it first: gunzip -c FILE > NEW.csv; or, of R: Rscript -e \"write.csv(readRDS('FILE'), 'NEW.csv', row.names=FALSE)\" for .rds, Rscript -e \"write.csv(get(load('FILE')), 'NEW.csv', row.names=FALSE)\" for .RData"
        ),
        (
            [0x89, 0x50, 0x4e, 0x47], "a PNG image",
            "name the file with the numbers"
        ),
        (
            [0x89, 0x48, 0x44, 0x46], "HDF5, or netCDF of version 4",
            "write it as CSV: python3 -c \"import xarray; xarray.open_dataset('FILE').to_dataframe().to_csv('NEW.csv')\", or, as pandas writes it, python3 -c \"import pandas; pandas.read_hdf('FILE').to_csv('NEW.csv')\", or else python3 -c \"import h5py, numpy; numpy.savetxt('NEW.csv', h5py.File('FILE')['NAME'], delimiter=',')\""
        ),
        (
            Array("CDF".utf8) + [1], "netCDF",
            "write it as CSV: python3 -c \"import xarray; xarray.open_dataset('FILE').to_dataframe().to_csv('NEW.csv')\""
        ),
        (
            Array("CDF".utf8) + [2], "netCDF",
            "write it as CSV: python3 -c \"import xarray; xarray.open_dataset('FILE').to_dataframe().to_csv('NEW.csv')\""
        ),
        (
            Array("CDF".utf8) + [5], "netCDF",
            "write it as CSV: python3 -c \"import xarray; xarray.open_dataset('FILE').to_dataframe().to_csv('NEW.csv')\""
        ),
        (
            Array("netcdf ".utf8), "what ncdump writes of netCDF",
            "write the netCDF file as CSV: python3 -c \"import xarray; xarray.open_dataset('FILE').to_dataframe().to_csv('NEW.csv')\""
        ),
        (
            Array("GRIB".utf8), "GRIB",
            "write it as text: cdo outputtab,date,time,lat,lon,value FILE > NEW.txt"
        ),
        (
            [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], "a NumPy array",
            "write it as CSV: python3 -c \"import numpy; numpy.savetxt('NEW.csv', numpy.load('FILE'), delimiter=',')\""
        ),
        (
            [0x50, 0x4b, 0x03, 0x04], "zip or a spreadsheet",
            "unpack it with unzip, or write the sheet as CSV: ssconvert FILE NEW.csv"
        ),
        (
            [0x50, 0x4b, 0x05, 0x06], "an empty zip",
            "name the file with the numbers"
        ),
        (
            [0xd0, 0xcf, 0x11, 0xe0], "an Excel workbook",
            "write the sheet as CSV: ssconvert FILE NEW.csv"
        ),
        (
            [0x50, 0x41, 0x52, 0x31], "Parquet",
            "write it as CSV: python3 -c \"import pandas; pandas.read_parquet('FILE').to_csv('NEW.csv')\""
        ),
        (
            Array("ARROW1".utf8), "Arrow or Feather",
            "write it as CSV: python3 -c \"import pandas; pandas.read_feather('FILE').to_csv('NEW.csv')\""
        ),
        (
            [0xff, 0xff, 0xff, 0xff], "a stream of Arrow",
            "write it as CSV: python3 -c \"import pyarrow; pyarrow.ipc.open_stream(open('FILE', 'rb')).read_pandas().to_csv('NEW.csv')\""
        ),
        (
            Array("ORC".utf8) + [0x0a], "ORC",
            "write it as CSV: python3 -c \"import pandas; pandas.read_orc('FILE').to_csv('NEW.csv')\""
        ),
        (
            Array("Obj".utf8) + [1], "Avro",
            "write it as JSON, one object a line: python3 -m fastavro FILE > NEW.jsonl"
        ),
        (
            Array("SQLite f".utf8), "an SQLite database",
            "write a table as CSV: sqlite3 -header -csv FILE 'select * from NAME' > NEW.csv"
        ),
        (
            Array("<stata_d".utf8), "a file of Stata",
            "write it as CSV: python3 -c \"import pandas; pandas.read_stata('FILE').to_csv('NEW.csv', index=False)\""
        ),
        (
            [0x71, 0x01, 0x01, 0x00], "a file of Stata",
            "write it as CSV: python3 -c \"import pandas; pandas.read_stata('FILE').to_csv('NEW.csv', index=False)\""
        ),
        (
            [0x71, 0x02, 0x01, 0x00], "a file of Stata",
            "write it as CSV: python3 -c \"import pandas; pandas.read_stata('FILE').to_csv('NEW.csv', index=False)\""
        ),
        (
            [0x72, 0x01, 0x01, 0x00], "a file of Stata",
            "write it as CSV: python3 -c \"import pandas; pandas.read_stata('FILE').to_csv('NEW.csv', index=False)\""
        ),
        (
            [0x72, 0x02, 0x01, 0x00], "a file of Stata",
            "write it as CSV: python3 -c \"import pandas; pandas.read_stata('FILE').to_csv('NEW.csv', index=False)\""
        ),
        (
            [0x73, 0x01, 0x01, 0x00], "a file of Stata",
            "write it as CSV: python3 -c \"import pandas; pandas.read_stata('FILE').to_csv('NEW.csv', index=False)\""
        ),
        (
            [0x73, 0x02, 0x01, 0x00], "a file of Stata",
            "write it as CSV: python3 -c \"import pandas; pandas.read_stata('FILE').to_csv('NEW.csv', index=False)\""
        ),
        (
            Array("$FL2".utf8), "a file of SPSS",
            "write it as CSV: pspp-convert FILE NEW.csv"
        ),
        (
            Array("$FL3".utf8), "a file of SPSS",
            "write it as CSV: pspp-convert FILE NEW.csv"
        ),
        (
            Array("HEADER R".utf8), "a SAS transport file",
            "write it as CSV: python3 -c \"import pyreadstat; pyreadstat.read_xport('FILE')[0].to_csv('NEW.csv', index=False)\""
        ),
        (
            Array(repeating: 0, count: 12) + [0xc2, 0xea, 0x81, 0x60], "a file of SAS",
            "write it as CSV: python3 -c \"import pyreadstat; pyreadstat.read_sas7bdat('FILE')[0].to_csv('NEW.csv', index=False)\""
        ),
        (
            Array("MATLAB 5".utf8), "a file of MATLAB",
            "write it as CSV: python3 -c \"import pandas, scipy.io; pandas.DataFrame({k: v.ravel() for k, v in scipy.io.loadmat('FILE').items() if k[0] != '_'}).to_csv('NEW.csv', index=False)\""
        ),
        (
            Array("MATLAB 7".utf8), "a file of MATLAB, in HDF5",
            "write it as CSV: python3 -c \"import h5py, numpy; numpy.savetxt('NEW.csv', h5py.File('FILE')['NAME'], delimiter=',')\""
        ),
        (
            Array("RDX2\n".utf8), "a file of R",
            "write it as CSV: Rscript -e \"write.csv(get(load('FILE')), 'NEW.csv', row.names=FALSE)\""
        ),
        (
            Array("RDX3\n".utf8), "a file of R",
            "write it as CSV: Rscript -e \"write.csv(get(load('FILE')), 'NEW.csv', row.names=FALSE)\""
        ),
        (
            Array("RDA2\n".utf8), "a file of R",
            "write it as CSV: Rscript -e \"write.csv(get(load('FILE')), 'NEW.csv', row.names=FALSE)\""
        ),
        (
            Array("RDA3\n".utf8), "a file of R",
            "write it as CSV: Rscript -e \"write.csv(get(load('FILE')), 'NEW.csv', row.names=FALSE)\""
        ),
        (
            Array("X\n".utf8) + [0, 0], "a file of R",
            "write it as CSV: Rscript -e \"write.csv(readRDS('FILE'), 'NEW.csv', row.names=FALSE)\""
        ),
        (
            [0x80, 0x02], "a Python pickle",
            "write it as CSV: python3 -c \"import pandas; pandas.read_pickle('FILE').to_csv('NEW.csv')\""
        ),
        (
            [0x80, 0x03], "a Python pickle",
            "write it as CSV: python3 -c \"import pandas; pandas.read_pickle('FILE').to_csv('NEW.csv')\""
        ),
        (
            [0x80, 0x04], "a Python pickle",
            "write it as CSV: python3 -c \"import pandas; pandas.read_pickle('FILE').to_csv('NEW.csv')\""
        ),
        (
            [0x80, 0x05], "a Python pickle",
            "write it as CSV: python3 -c \"import pandas; pandas.read_pickle('FILE').to_csv('NEW.csv')\""
        ),
        (
            [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59], "bzip2",
            "unpack it first: bunzip2 -c FILE > NEW.csv"
        ),
        (
            [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "xz",
            "unpack it first: unxz -c FILE > NEW.csv"
        ),
        (
            [0x28, 0xb5, 0x2f, 0xfd], "zstd",
            "unpack it first: unzstd -c FILE > NEW.csv"
        ),
        (
            [0x04, 0x22, 0x4d, 0x18], "lz4",
            "unpack it first: unlz4 -c FILE > NEW.csv"
        ),
        (
            [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "7z",
            "unpack it first: 7z x FILE"
        ),
        (
            [0x25, 0x50, 0x44, 0x46, 0x2d], "PDF",
            "name the file with the numbers"
        ),
        (
            [0xff, 0xd8, 0xff], "a JPEG image",
            "name the file with the numbers"
        ),
        (
            Array("GIF8".utf8), "a GIF image",
            "name the file with the numbers"
        ),
        (
            Array("<!DOCTYP".utf8), "a web page",
            "fetch the file that it links to, or write its first table as CSV: python3 -c \"import pandas; pandas.read_html('FILE')[0].to_csv('NEW.csv', index=False)\""
        ),
        (
            Array("<!doctyp".utf8), "a web page",
            "fetch the file that it links to, or write its first table as CSV: python3 -c \"import pandas; pandas.read_html('FILE')[0].to_csv('NEW.csv', index=False)\""
        ),
        (
            Array("<html".utf8), "a web page",
            "fetch the file that it links to, or write its first table as CSV: python3 -c \"import pandas; pandas.read_html('FILE')[0].to_csv('NEW.csv', index=False)\""
        ),
        (
            Array("<HTML".utf8), "a web page",
            "fetch the file that it links to, or write its first table as CSV: python3 -c \"import pandas; pandas.read_html('FILE')[0].to_csv('NEW.csv', index=False)\""
        ),
        (
            Array("<table".utf8), "a table of a web page",
            "write it as CSV: python3 -c \"import pandas; pandas.read_html('FILE')[0].to_csv('NEW.csv', index=False)\""
        ),
        (
            Array("<?xml".utf8), "XML",
            "write it as CSV: python3 -c \"import pandas; pandas.read_xml('FILE').to_csv('NEW.csv', index=False)\""
        ),
        (
            [0xff, 0xfe], "UTF-16 text",
            "save it as UTF-8: iconv -f utf-16 -t utf-8 FILE > NEW.csv"
        ),
        (
            [0xfe, 0xff], "UTF-16 text",
            "save it as UTF-8: iconv -f utf-16 -t utf-8 FILE > NEW.csv"
        ),
    ]

    /// Refuses a file whose first bytes are not those of text in UTF-8.
    package static func check(_ head: some Collection<UInt8>) throws(CSVError) {
        for format in formats where head.starts(with: format.start) {
            throw CSVError("the file seems to be \(format.name); CSV in UTF-8 was expected; \(format.advice)")
        }
        let start = Array(head.prefix(4))
        // Letters of UTF-16 have a zero byte beside each; a header line cannot.
        if start.count >= 2, (start[0] == 0) != (start[1] == 0) {
            throw CSVError(
                "the file seems to be UTF-16 text; CSV in UTF-8 was expected; "
                    + "save it as UTF-8: iconv -f utf-16 -t utf-8 FILE > NEW.csv")
        }
    }
}
